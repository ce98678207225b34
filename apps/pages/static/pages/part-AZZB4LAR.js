var a=12;function s(t,e=new Date){if(!t.birth_date)return!1;let[r=0,n=1,o=1]=t.birth_date.split("-").map(Number);return new Date(r+a+1,n-1,o)>e}export{s as a};
