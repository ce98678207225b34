import{a}from"./part-PP6SUV2U.js";import"./part-FNVG5AXH.js";import"./part-3J7K5NDN.js";import"./part-MVUWP62Y.js";export{a as PushQuestion};
