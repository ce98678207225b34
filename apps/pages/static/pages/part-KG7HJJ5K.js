import{a,b}from"./part-6CNGNYYZ.js";import"./part-L3UPBGSA.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-PCBL6BFD.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
