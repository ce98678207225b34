import{a,b}from"./part-WOITDBL7.js";import"./part-L7URGRCL.js";import"./part-AN3AVNYK.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
