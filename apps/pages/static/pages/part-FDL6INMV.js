import{a}from"./part-QH67UHXM.js";import"./part-FNVG5AXH.js";import"./part-IS7XQB2H.js";import"./part-HU3HVCRZ.js";export{a as PushQuestion};
