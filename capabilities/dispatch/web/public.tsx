/** What earlier screens have plugged in of dispatch (app/web/main.tsx). */
export { PhotosGlance, ProjectPhotos } from './project/ProjectPhotos.tsx'
export { SheetPhotos } from './project/SheetPhotos.tsx'
