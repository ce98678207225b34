import{a}from"./part-UV64EOFK.js";import"./part-FNVG5AXH.js";import"./part-TNANBSLD.js";import"./part-INLZCDTC.js";export{a as PushQuestion};
