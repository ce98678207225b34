import{a,b}from"./part-VYVOPCOD.js";import"./part-CK3EN2NW.js";import"./part-OGCDJR6S.js";import"./part-Z5NLRQE6.js";export{a as Figures,b as useChart};
