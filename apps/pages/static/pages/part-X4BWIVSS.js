import{a}from"./part-6HB7NXVR.js";import"./part-XRPMUPH4.js";import"./part-5XIWBMSI.js";import"./part-RM3MPFY7.js";import"./part-P4SWHGWI.js";export{a as Excuses};
