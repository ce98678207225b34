import{a,b}from"./part-ALIRJYVB.js";import"./part-F4QZO35K.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-6EU2NTGL.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
