import{a,b}from"./part-VM5QGBAO.js";import"./part-AG3FS37Q.js";import"./part-AQCJLSLN.js";import"./part-CY7XF4HD.js";export{a as Figures,b as useChart};
