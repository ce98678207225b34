import{a}from"./part-GWWUYEN7.js";import"./part-FNVG5AXH.js";import"./part-VSBZ7DAV.js";import"./part-Z4VHTOY4.js";export{a as PushQuestion};
