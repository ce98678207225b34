import{a,b}from"./part-YWOT2XR2.js";import"./part-R2ALZ4XS.js";export{a as begin,b as useDesk};
