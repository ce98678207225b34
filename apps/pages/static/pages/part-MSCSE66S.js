import{a,b}from"./part-Q4HWCYR5.js";import"./part-L7URGRCL.js";import"./part-X3VDGDVP.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
