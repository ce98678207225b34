import{a}from"./part-3BHHWGW2.js";import"./part-DEFUXOZC.js";import"./part-AXV3LGZJ.js";import"./part-6QQYRT4J.js";import"./part-WICJCVOY.js";import"./part-CY7XF4HD.js";export{a as Excuses};
