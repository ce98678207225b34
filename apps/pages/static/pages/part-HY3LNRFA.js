import{a,b}from"./part-GXV7MAM7.js";import"./part-L7URGRCL.js";import"./part-QLXS5THS.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
