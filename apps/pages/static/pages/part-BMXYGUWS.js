import{b as a,c as b}from"./part-ISKGLP52.js";import"./part-R2ALZ4XS.js";export{a as Payments,b as checkout};
