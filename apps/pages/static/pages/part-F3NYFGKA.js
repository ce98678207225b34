import{a}from"./part-CC3KI24N.js";import"./part-FNVG5AXH.js";import"./part-62OKVMX3.js";import"./part-CGK5BTJC.js";export{a as PushQuestion};
