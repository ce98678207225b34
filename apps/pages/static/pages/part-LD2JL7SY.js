import{a,b}from"./part-PV26DMZA.js";import"./part-MAXR2JPE.js";import"./part-IFO6DDQD.js";import"./part-MQPVYYNA.js";export{b as AskedConsents,a as Consents};
