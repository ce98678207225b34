import{a,b}from"./part-FQHVGMI7.js";import"./part-PL724AIO.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-JXE6MJYZ.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
