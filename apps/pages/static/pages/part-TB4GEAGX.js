import{a}from"./part-GOK3ZZBN.js";import"./part-FNVG5AXH.js";import"./part-MMQYR4EB.js";import"./part-ZQV3CIKT.js";export{a as PushQuestion};
