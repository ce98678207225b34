import{a,b}from"./part-VEXVCDGL.js";import"./part-I7OEN5CD.js";import"./part-436G3UVK.js";import"./part-P4SWHGWI.js";export{a as Figures,b as useChart};
