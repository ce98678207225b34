import{a,b}from"./part-E3O6WHOU.js";import"./part-BA5H7JRA.js";import"./part-JK6QLXRV.js";import"./part-DXOYQNQY.js";export{b as AskedConsents,a as Consents};
