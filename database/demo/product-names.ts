/** What is made or grown: product, unit, smallest and largest yearly output, industry (GB/T 4754), and what the works consist of. */
export type Product = { name: string; unit: string; low: number; high: number; industry: string; works: string }

const metal = '有色金属冶炼和压延加工业'
const chemistry = '化学原料和化学制品制造业'
const equipment = '专用设备制造业'
const electric = '电气机械和器材制造业'
const electronic = '计算机、通信和其他电子设备制造业'
const food = '农副食品加工业'
const mineral = '非金属矿物制品业'
const paper = '木材加工和竹制品业'
const medicine = '医药制造业'

export const INDUSTRIAL_PRODUCTS: Product[] = [
  { name: '高强铝合金型材', unit: '万吨', low: 3, high: 20, industry: metal, works: '熔铸车间、挤压车间及表面处理线' },
  { name: '再生铜杆', unit: '万吨', low: 2, high: 12, industry: metal, works: '熔炼车间、连铸连轧生产线' },
  { name: '可降解塑料', unit: '万吨', low: 2, high: 15, industry: chemistry, works: '聚合装置、造粒车间及公用工程' },
  { name: '聚苯乙烯', unit: '万吨', low: 10, high: 30, industry: chemistry, works: '聚合装置、罐区及循环水系统' },
  { name: '水性涂料', unit: '万吨', low: 1, high: 8, industry: chemistry, works: '甲类车间、丙类仓库及研发楼' },
  { name: '锂电池负极材料', unit: '万吨', low: 1, high: 10, industry: mineral, works: '粉碎车间、石墨化车间及成品库' },
  { name: '光伏压延玻璃', unit: '万吨', low: 10, high: 45, industry: mineral, works: '窑炉、深加工车间及原料均化库' },
  {
    name: '装配式建筑构件',
    unit: '万立方米',
    low: 5,
    high: 30,
    industry: mineral,
    works: '预制构件车间、堆场及搅拌站',
  },
  {
    name: '机制砂石骨料',
    unit: '万吨',
    low: 80,
    high: 500,
    industry: mineral,
    works: '破碎筛分生产线、密闭廊道及环保设施',
  },
  {
    name: '高端数控机床',
    unit: '台',
    low: 300,
    high: 2000,
    industry: equipment,
    works: '机加工车间、装配车间及检测中心',
  },
  {
    name: '智能采摘装备',
    unit: '台套',
    low: 500,
    high: 5000,
    industry: equipment,
    works: '焊装车间、总装车间及试验场',
  },
  {
    name: '环保除尘设备',
    unit: '台套',
    low: 200,
    high: 1500,
    industry: equipment,
    works: '下料车间、组装车间及综合楼',
  },
  { name: '特种电缆', unit: '万千米', low: 1, high: 9, industry: electric, works: '拉丝车间、挤塑车间及成缆生产线' },
  { name: '储能电池模组', unit: '万套', low: 2, high: 30, industry: electric, works: '模组产线、洁净车间及老化测试间' },
  { name: '永磁电机', unit: '万台', low: 3, high: 40, industry: electric, works: '冲压车间、绕线车间及总装线' },
  {
    name: '柔性线路板',
    unit: '万平方米',
    low: 10,
    high: 120,
    industry: electronic,
    works: '百级洁净车间、蚀刻线及废水处理站',
  },
  {
    name: '车载传感器',
    unit: '万只',
    low: 50,
    high: 800,
    industry: electronic,
    works: '贴片车间、封装测试线及研发中心',
  },
  { name: '光学镜头', unit: '万件', low: 100, high: 1500, industry: electronic, works: '镀膜车间、组装车间及检测中心' },
  { name: '玉米深加工制品', unit: '万吨', low: 5, high: 30, industry: food, works: '原料仓、糖化车间及成品库' },
  { name: '预制菜', unit: '万吨', low: 1, high: 8, industry: food, works: '中央厨房、速冻车间及冷链仓库' },
  { name: '山茶油', unit: '万吨', low: 1, high: 4, industry: food, works: '压榨车间、精炼车间及灌装线' },
  { name: '竹木复合板材', unit: '万立方米', low: 2, high: 20, industry: paper, works: '热压车间、砂光线及涂饰车间' },
  { name: '竹纤维餐具', unit: '亿件', low: 2, high: 20, industry: paper, works: '制浆车间、模塑车间及包装线' },
  { name: '中药配方颗粒', unit: '吨', low: 500, high: 5000, industry: medicine, works: '提取车间、制剂车间及质检楼' },
  { name: '医用敷料', unit: '亿片', low: 1, high: 12, industry: medicine, works: '十万级洁净车间、灭菌车间及仓库' },
]

/** First names of enterprises; the full name begins with an invented place, so that none can be a real company. */
export const BRANDS =
  '岚屿 澄川 砚禾 屏岳 泽盛 云杪 听泉 松霖 鹤鸣 锦澜 岳澄 青墨 禾盈 川柏 渡源 朗屿 竹里 丰穰 景澜 瑞涧 恒砚 宏泽川 屿新 科澜 启岚 拓川'.split(
    ' ',
  )
