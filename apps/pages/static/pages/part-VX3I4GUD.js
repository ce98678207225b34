import{a}from"./part-H3RCNUJ5.js";import"./part-FNVG5AXH.js";import"./part-2FBM5HK3.js";import"./part-RWY2SINN.js";export{a as PushQuestion};
