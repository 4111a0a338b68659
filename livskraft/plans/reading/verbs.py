"""Infinitives and imperatives with which plans begin an activity, in Swedish and English."""

_TEXT = """
aktivera analyse analysera analyze anlägg anlägga anordna anpassa ansluta anställ anställa
ansvara ansök ansöka anta använd använda arbeta arrange arrangera attract attrahera automatisera
avhjälpa avlasta avsluta avstämma avsätt avsätta avtala avveckla bedriv bedriva bedöm bedöma
begräns begränsa behåll behålla bekämpa belysa bemanna bereda berätta beskriv beskriva besluta
beställa besök besöka betala betona bevaka bevara bidra bilda bistå bjud bjuda boka bryta build
bygg bygga byta carry certifiera coacha collect conduct connect convene coordinate create define
dela delfinansiera deliver delta develop digitalisera dokumentera draft driva educate
effektivisera ekonomisera enable encourage energieffektivisera engage engagera enhance ensure
erbjud erbjuda ersätt ersätta establish etablera evaluate expand expandera explore facilitate
fastställ fastställa fatta finansiera fira flagga flytt flytta fokusera forma formulera
fortbilda fortsätta främja fullfölja fungera fylla få fånga följ följa föra förbered förbereda
förbättra fördela fördjupa förebygg förebygga förenkla föreslå förhandla förkorta förläng
förlänga förmedla förnya förstärk förstärka försvara försöka förtydliga förtäta förvalta förvärv
förvärva förändra ge genomför genomföra granska grunda gå gör göra handled handleda handlägga
hantera harmonisera hitta hjälp hjälpa host hyr hyra hålla höj höja identifiera identify
implement implementera improve increase informera infria inför införa införskaffa inkludera
inköpa inled inleda inred inreda inrätt inrätta inspirera installera integrera
internationalisera introduce introducera inventera invest investera invite invitera jobba join
jämföra kalibrera kartlägg kartlägga klargöra klimatanpassa klimatsäkra kombinera kommunicera
kompetensutveckla komplettera konkretisera kontrollera koordinera kvalificera kvalitetssäkra
köpa lansera launch lead leda leverera locka lyfta lyssna lägg lägga lämna lära låta lösa
maintain map marknadsför marknadsföra medfinansiera medverka minimera minska mobilisera
modernisera monitor motivera motverka mäta möjliggöra möt möta nominera nyanställa nyttja nå
odla offer omarbeta omsätta open optimera ordna organise organisera organize paketera
participate pilot pilota planera plantera plocka positionera premiera prepare presentera
prioritera produce producera profilera projektera promote protect prova provide pröv pröva
publicera publish påbörja påskynda påverka rapportera realisera recruit redovisa reduce reglera
rekrytera renovera restaurera restore revidera review rikta run rust rusta räkna rätta råda
rådgiva samla samlokalisera sammanställ sammanställa samordna samråda samverka sanera satsa se
set share simplify sjösätt sjösätta skala skapa skicka skriv skriva skydda skärpa sluta spara
sponsra sprid sprida stabilisera starta stimulate stimulera stoppa strengthen strukturera
studera ställ ställa stärk stärka stå stödja stötta subventionera support synkronisera
synliggöra systematisera säkerställ säkerställa säkra sälj sälja sänk sänka sätta sök söka ta
tala teckna testa tillgodose tillgängliggöra tillhandahåll tillhandahålla tillskapa tillsätt
tillsätta tillvarata tillämpa tillåta train trygga träffa träna tydliggöra underhåll underhålla
underlätta undersök undersöka undervisa update upgrade uppdatera uppfylla upphandla upplåta
uppmana uppmuntra uppmärksamma upprusta upprätt upprätta upprätthålla uppvakta use utarbeta
utbild utbilda utform utforma utforska utför utföra utjämna utkräva utlys utlysa utmana utnyttja
utred utreda utrusta utse uttala utveckla utvidga utvärdera utöka vaccinera validera verka
verkställa vidareutveckla vidmakthålla vidta visa visualisera välj välja värna växla vårda
riv riva köp röj röja måla märk märka skylt skylta gräv gräva gallra avverka avlys återföra
återinföra återkoppla återskapa återställ återställa återvinna åtgärda öka öppna öva
överenskomma överför överföra översätt översätta
"""
ACTION_VERBS = frozenset(_TEXT.split())
