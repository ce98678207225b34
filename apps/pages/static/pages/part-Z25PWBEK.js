import{a,b}from"./part-OJPJAWJM.js";import"./part-L7URGRCL.js";import"./part-YWWSHZUS.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
