import{a,b}from"./part-Y2UYOL4D.js";import"./part-ROMXAHNQ.js";export{a as begin,b as useDesk};
