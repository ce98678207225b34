import{a,b}from"./part-YQ4GOKP2.js";import"./part-NXCTDRP2.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-XLTMOYD3.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
