function t(r){return r.toLocaleLowerCase().normalize("NFD").replace(/[\u0300-\u036f'‘’ʻʼ`]/g,"").trim()}export{t as a};
