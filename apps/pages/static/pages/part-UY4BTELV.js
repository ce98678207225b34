function n(e,i){return e.permissions.includes(i)}function m({any:e,all:i=[]},r){let o=s=>n(r,s);return i.every(o)&&(e===void 0||e.some(o))}export{n as a,m as b};
