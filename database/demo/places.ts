/**
 * The invented names of the region. None of the counties and none of the towns exists in the national list of divisions (checked against
 * the list of 2023 down to towns and streets); division codes begin with 99, which no province has.
 */
type CountyPlan = {
  label: string
  kind: 'county' | 'zone'
  name: string
  short: string[]
  divisionCode: string
  towns: string[]
  parks: { label: string; name: string }[]
}

export const CITY = {
  label: 'yunchuan',
  name: '云川市',
  divisionCode: '990100',
  issuer: '云川市重点项目调度办公室',
  short: ['云川', '市本级', '云川市本级'],
}

/** In the office's own fixed order, which is also the order of the territories on the map. */
export const COUNTIES: CountyPlan[] = [
  {
    label: 'qingyan',
    kind: 'county',
    name: '清晏区',
    short: ['清晏'],
    divisionCode: '990102',
    towns: ['听澜街道', '锦书街道', '书院桥街道', '和鸣街道', '云麓街道', '滨澄街道', '文昭镇'],
    parks: [{ label: 'dushi', name: '清晏都市工业园' }],
  },
  {
    label: 'jingkai',
    kind: 'zone',
    name: '云川经济技术开发区',
    short: ['经开区', '云川经开区', '开发区', '市经开区'],
    divisionCode: '990171',
    towns: ['科澜街道', '朱雀桥街道', '沙渚镇'],
    parks: [
      { label: 'zhuangbei', name: '云川智能装备产业园' },
      { label: 'xincailiao', name: '云川新材料产业园' },
    ],
  },
  {
    label: 'nanping',
    kind: 'county',
    name: '南屏县',
    short: ['南屏'],
    divisionCode: '990121',
    towns: ['屏阳镇', '青箬镇', '麻川镇', '柳埠桥镇', '双涧口镇', '梅屿镇', '南屏驿镇', '竹岫乡', '龙脊坪乡', '枫篁乡'],
    parks: [
      { label: 'xunhuan', name: '南屏循环经济产业园' },
      { label: 'jiancai', name: '麻川绿色建材产业园' },
    ],
  },
  {
    label: 'songlan',
    kind: 'county',
    name: '松岚县',
    short: ['松岚'],
    divisionCode: '990122',
    towns: ['松岚关镇', '岚口镇', '霜溪镇', '木樨镇', '石楠镇', '云杪乡', '鹿鸣坳乡', '冷杉坪乡', '望岚乡'],
    parks: [{ label: 'linchan', name: '松岚林产加工园' }],
  },
  {
    label: 'wangze',
    kind: 'county',
    name: '望泽县',
    short: ['望泽'],
    divisionCode: '990123',
    towns: ['泽口渡镇', '菱塘湾镇', '望泽关镇', '荷叶圩镇', '鱼梁渡镇', '雁洲镇', '莼湾镇', '泽坪乡', '渔火乡'],
    parks: [{ label: 'lingang', name: '雁洲临港物流园' }],
  },
  {
    label: 'yanpu',
    kind: 'county',
    name: '砚浦县',
    short: ['砚浦'],
    divisionCode: '990124',
    towns: ['砚浦关镇', '墨池湾镇', '砚石镇', '端溪口镇', '青砚镇', '歙塘乡', '笔架岭乡', '竹简乡'],
    parks: [{ label: 'yejin', name: '砚浦冶金工业园' }],
  },
  {
    label: 'heyuan',
    kind: 'county',
    name: '禾原县',
    short: ['禾原'],
    divisionCode: '990125',
    towns: ['禾原堡镇', '稻香圩镇', '麦垄镇', '粟川镇', '穗丰堡镇', '禾仓镇', '桑榆镇', '耕读乡'],
    parks: [{ label: 'nongchan', name: '禾原农产品加工园' }],
  },
]

/** City departments; the first one is the dispatch office itself. `projects`: it runs projects of the city's own level. */
export const DEPARTMENTS: { label: string; name: string; short: string; projects: boolean }[] = [
  { label: 'xiangmuban', name: '市重点项目调度办公室', short: '市项目办', projects: false },
  { label: 'fagai', name: '市发展和改革委员会', short: '市发改委', projects: false },
  { label: 'gongxin', name: '市工业和信息化局', short: '市工信局', projects: false },
  { label: 'caizheng', name: '市财政局', short: '市财政', projects: false },
  { label: 'ziran', name: '市自然资源局', short: '市资规局', projects: false },
  { label: 'shengtai', name: '市生态环境局', short: '市环保局', projects: false },
  { label: 'zhujian', name: '市住房和城乡建设局', short: '市住建局', projects: true },
  { label: 'jiaotong', name: '市交通运输局', short: '市交通局', projects: true },
  { label: 'shuili', name: '市水利局', short: '市水务局', projects: true },
  { label: 'nongye', name: '市农业农村局', short: '市农业局', projects: false },
  { label: 'shangwu', name: '市商务局', short: '市招商局', projects: false },
  { label: 'wenlv', name: '市文化和旅游局', short: '市文旅局', projects: false },
  { label: 'weijian', name: '市卫生健康委员会', short: '市卫健委', projects: true },
  { label: 'jiaoyu', name: '市教育局', short: '市教体局', projects: true },
  { label: 'minzheng', name: '市民政局', short: '市民政', projects: false },
  { label: 'shenji', name: '市审计局', short: '市审计', projects: false },
]

/** Towns, parks and one county that play a part in the stories of README.md. */
export const STORY_PLACES = {
  lateTown: '菱塘湾镇',
  townFilledFor: '冷杉坪乡',
  parkWithoutPlan: '雁洲临港物流园',
  steelPark: '砚浦冶金工业园',
  juneCounty: '松岚县',
  tiedCounties: ['清晏区', '南屏县'] as [string, string],
  claimedTwice: ['禾原县', '望泽县'] as [string, string],
}
