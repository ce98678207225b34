import{a,b}from"./part-OM2XC4DE.js";import"./part-GVVRQ7ND.js";import"./part-L76RA4P6.js";export{a as begin,b as useDesk};
