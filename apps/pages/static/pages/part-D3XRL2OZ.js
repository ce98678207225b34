import{j as a,k as b}from"./part-HBBS4F3S.js";import"./part-ESIGBDOC.js";import"./part-DXOYQNQY.js";export{a as bookOf,b as marksLeft};
