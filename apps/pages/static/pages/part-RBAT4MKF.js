import{a,b}from"./part-MOBH5Z4R.js";import"./part-GVVRQ7ND.js";import"./part-DXOYQNQY.js";export{a as begin,b as useDesk};
