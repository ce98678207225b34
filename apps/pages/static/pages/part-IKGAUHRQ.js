import{a,b}from"./part-HPN53SPM.js";import"./part-L7URGRCL.js";import"./part-CGK5BTJC.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
