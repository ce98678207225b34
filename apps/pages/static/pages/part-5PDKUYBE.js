import{a,b,c}from"./part-Z6GXRGJF.js";import"./part-HBBS4F3S.js";import"./part-ESIGBDOC.js";import"./part-GVVRQ7ND.js";import"./part-DXOYQNQY.js";export{c as begin,b as sound,a as sounds};
