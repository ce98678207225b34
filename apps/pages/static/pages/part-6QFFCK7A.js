import{a,b}from"./part-OCYGKUHE.js";import"./part-UR5CYYNW.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-IGFLKVX3.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
