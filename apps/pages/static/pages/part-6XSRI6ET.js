import{a,b}from"./part-2XQELCYS.js";import"./part-BPM2ZGYL.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-FWL6VWHF.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
