import{a,b}from"./part-2WTLC2EF.js";import"./part-L7URGRCL.js";import"./part-FOZOJYWX.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
