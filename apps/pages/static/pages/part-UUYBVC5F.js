import{a,b}from"./part-GQUX2L7W.js";import"./part-L7URGRCL.js";import"./part-LAUE6MYQ.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
