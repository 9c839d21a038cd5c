"""The words that tell people and organisations apart, where no model does it."""

from factcheck.splitter.lexicon import words

# What people are by their work. Whoever was just told of may be called so: "the beekeeper".
OCCUPATIONS = words(
    """
    accountant actuary anaesthetist animator archivist astronomer auditor ballerina beekeeper biochemist
    biographer botanist caretaker cardiologist carpenter cartographer cartoonist cellist chemist
    choreographer cinematographer clarinettist climber conservator cosmonaut criminologist cryptographer
    curator dancer dentist dermatologist dietitian docker dramatist drummer economist electrician
    entomologist epidemiologist ethicist ethnographer filmmaker fisherman fisherwoman flautist florist
    folklorist forester geneticist geographer grocer gymnast hacker hairdresser headmaster headmistress
    headteacher herder hydrologist illustrator immunologist innkeeper interpreter jeweller jeweler
    jurist lexicographer librarian librettist linguist logger magician mathematician mechanic
    microbiologist midwife mountaineer naturalist neurologist nutritionist obstetrician oncologist
    ophthalmologist organist ornithologist orthodontist paediatrician pediatrician percussionist
    pharmacist pharmacologist photojournalist physiologist physiotherapist pianist playwright plumber
    podcaster potholer presenter primatologist printmaker programmer psychoanalyst psychotherapist
    radiographer radiologist rancher restorer rower sailor saxophonist screenwriter sculptor seamstress
    shepherd snowboarder songwriter soprano statistician statesman stonemason surfer surveyor taxidermist
    technician tenor theologian therapist trader translator trombonist trumpeter trucker vet veterinarian
    violinist violist vlogger weightlifter welder winemaker wrestler youtuber
    """
)

ROLES = OCCUPATIONS | words(
    """
    president vice-president minister secretary senator governor ambassador administrator chief
    general major colonel captain lieutenant sergeant admiral commander mr mrs ms miss dr doctor
    professor prof sir dame lord lady king queen prince princess pope cardinal archbishop bishop
    father reverend rev pastor imam sheikh rabbi ayatollah mayor judge justice spokesman
    spokeswoman spokesperson representative director chairman chairwoman chairperson chair ceo
    cfo head leader founder co-founder owner manager executive officer inspector detective
    sheriff constable superintendent commissioner chancellor councillor councilor councilman
    councilwoman congressman congresswoman lawmaker mp mep deputy undersecretary premier
    attorney lawyer solicitor barrister prosecutor coach player striker driver pilot astronaut
    engineer scientist researcher biologist analyst expert historian physicist
    geologist psychologist author writer novelist poet journalist reporter editor
    columnist correspondent blogger actor actress singer musician artist producer activist
    campaigner critic resident witness student teacher principal nurse surgeon physician member
    fellow candidate politician diplomat envoy aide adviser advisor assistant neighbour neighbor
    wife husband mother son daughter brother sister friend colleague victim survivor farmer
    worker official agent coordinator specialist consultant strategist monk nun priest
    mk msp nominee gen col lt sgt capt maj cmdr adm sen rep gov hon secretary-general dean provost
    cllr coun cpl pte pc det supt brig rector chef photographer designer architect
    developer banker
    broker investor businessman businesswoman entrepreneur psychiatrist paramedic firefighter
    soldier veteran parliamentarian legislator senator-elect president-elect vicar chaplain
    bassist guitarist champion skipper treasurer trustee warden ombudsman
    marshal lobbyist lecturer scholar philosopher sociologist anthropologist archaeologist
    zoologist ecologist meteorologist climatologist seismologist
    virologist toxicologist pathologist coroner undertaker clerk
    taoiseach tánaiste tanaiste
    brigadier trainer conductor volcanologist glaciologist palaeontologist paleontologist shopkeeper
    conservationist oceanographer neuroscientist footballer cyclist swimmer sprinter boxer golfer
    midfielder goalkeeper skier
    negotiator pollster publisher magistrate speaker whip chairmen co-chair co-author
    """
)

# Before a title these say which it is: "the Prime Minister".
RANKS = words(
    """
    prime vice deputy foreign chief first attorney finance interior defence defense home health interim
    acting head assistant
    """
)

# Before a name these say what organisation it is: "the secularist magazine MicroMega".
KINDS_OF_BODY = words(
    """
    magazine newspaper daily weekly tabloid broadcaster website site blog agency company firm
    group party charity organisation organization network channel station journal publisher bank
    airline retailer manufacturer operator insurer lender supplier regulator watchdog think-tank union
    association club team band maker carmaker automaker startup publication
    outlet chain
    """
)

# With "the" before them these stand for a body met before.
GROUP_NOUNS = words(
    """
    group organisation organization company agency party ministry department government union
    team newspaper paper magazine website site city council court authority military army navy
    police association foundation institute university bank firm club network station country
    nation church museum charity coalition movement militia committee commission administration
    manufacturer airline carrier operator retailer insurer lender supplier regulator watchdog
    broadcaster publisher carmaker automaker startup start-up maker club band body trust
    cooperative centre center chain channel force
    """
)

BODIES = words(
    """
    department ministry party association university council committee court agency bank company
    corporation corp inc ltd group union league federation authority bureau institute
    institution foundation office service services police army navy force forces guard military
    government administration parliament congress senate house assembly commission board centre
    center church school college hospital museum museums museo society network times post news
    herald gazette journal magazine press television tv radio club team organisation
    organization nations agency municipality city ministry republic front movement alliance
    coalition airlines airways motors systems technologies labs laboratory observatory trust
    fund international campaign initiative project program programme conference summit tribunal
    inquiry embassy consulate secretariat brigade battalion squad fc united daily weekly tribune
    telegraph guardian independent chronicle observer bloomberg reuters bbc cnn nbc abc cbs nasa
    nato unicef interpol europol chamber exchange treasury cabinet kremlin pentagon vatican
    state
    """
)

# The name behind these is another's: "the mother of Ann Lee".
KIN = words("mother father wife husband son daughter brother sister widow widower uncle aunt cousin friend")

PARTICLES = words(
    """
    al el bin ibn ben abu de del della di da do dos das du la le van von und zu zur der den ter ten
    af av y e mac al- - –
    """
)

MALE = words(
    """
    mr sir lord king prince pope father bishop cardinal imam sheikh husband son brother actor
    chairman spokesman businessman congressman councilman policeman fisherman statesman
    """
)
FEMALE = words(
    """
    mrs ms miss dame lady queen princess wife mother daughter sister actress chairwoman
    spokeswoman businesswoman congresswoman councilwoman policewoman fisherwoman ballerina seamstress
    headmistress
    """
)
