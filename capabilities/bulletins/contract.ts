import { bulletinRoutes as documentRoutes } from './contract/bulletin.ts'
import { templateRoutes } from './contract/template.ts'

export {
  type Bulletin,
  type BulletinDraft,
  type Confirmation,
  type FigureSource,
  type OfferedDocument,
  PUBLICITY,
  SOURCE_STYLES,
} from './contract/bulletin.ts'
export { type FullTemplate, RHYTHMS, type TemplateCard, type TemplateMistakeShape } from './contract/template.ts'

export const bulletinRoutes = { ...documentRoutes, ...templateRoutes }
