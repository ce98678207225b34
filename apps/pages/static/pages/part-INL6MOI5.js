import{a}from"./part-73LGNQEC.js";import"./part-FNVG5AXH.js";import"./part-ZUVNVGD2.js";import"./part-AN3AVNYK.js";export{a as PushQuestion};
