import{a}from"./part-MLLISV62.js";import"./part-FNVG5AXH.js";import"./part-AKPVL23U.js";import"./part-FOZOJYWX.js";export{a as PushQuestion};
