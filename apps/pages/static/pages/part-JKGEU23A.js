import{a,b}from"./part-WDWFXN4Q.js";import"./part-L7URGRCL.js";import"./part-INLZCDTC.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
