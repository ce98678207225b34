import{a,b}from"./part-FWOSP4K6.js";import"./part-L7URGRCL.js";import"./part-HU3HVCRZ.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
