import{a,b}from"./part-YVLYS2B2.js";import"./part-L7URGRCL.js";import"./part-HRN4VVZC.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
