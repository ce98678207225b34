import{a,b,c}from"./part-GF7I3OIE.js";import"./part-CONF7NS3.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
