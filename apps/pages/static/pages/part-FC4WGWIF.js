import{a}from"./part-U4DEKFPN.js";import"./part-FNVG5AXH.js";import"./part-YHNXPLZV.js";import"./part-TK7LWOIC.js";export{a as PushQuestion};
