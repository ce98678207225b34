import{a}from"./part-DKLTJQZD.js";import"./part-FNVG5AXH.js";import"./part-VL2ZNJY7.js";import"./part-LAUE6MYQ.js";export{a as PushQuestion};
