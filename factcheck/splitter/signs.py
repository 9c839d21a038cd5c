"""The words that tell what kind of thing a sentence says and whether anybody should check it."""

from factcheck.splitter.lexicon import words

MONTHS = words(
    """
    january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec
    """
)
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
UNITS_OF_TIME = words(
    "second seconds minute minutes hour hours day days week weeks month months year years decade"
)
MONEY = words("$ € £ ¥ us$ nz$ dollar dollars euro euros pound pounds yen yuan rupees cents bail")
SHARES = words(
    "% percent percentage cent quarter half third fifth majority minority two-thirds share proportion"
)
BIG = words(
    "million millions billion billions trillion trillions thousand thousands hundred hundreds dozen dozens"
)
VAGUE = words("dozen dozens hundreds thousands")
ORDINALS = words("first second third fourth fifth sixth seventh eighth ninth tenth")
ABOUT = words(
    "over about around roughly nearly almost approximately least most than up only some estimated exceeding"
)
COMPARING = words(
    """
    more less fewer higher lower larger smaller greater bigger faster slower longer shorter
    increase increased decrease decreased rise rose risen fall fell fallen drop dropped grew
    grown doubled tripled halved exceed exceeded decline declined reduced reduction growth
    """
)
RECORDS = words(
    "record highest lowest largest biggest smallest fastest longest tallest deadliest oldest youngest worst"
)
COUNTED = words(
    """
    people persons men women children victims migrants refugees soldiers troops officers
    civilians dead killed wounded injured votes seats points goals members signatures copies
    units homes houses jobs cases deaths employees passengers students shells rounds missiles
    tonnes tons kilometres kilometers miles metres meters acres hectares degrees litres gallons
    barrels copies views users customers households schools countries
    titles trophies medals awards counts arrests aftershocks
    """
)

WILL = words("will shall 'll wo")
FUTURE = words("will shall 'll ’ll wo would")
WOULD = words("would 'd")
MAY = words("may might could can")
OUGHT = words("should must ought need needs")
PLANNING = words(
    """
    plan plans planned planning intend intends intended scheduled expected expects set due aims
    aim hopes hope hoping promise promises promised pledged pledges vowed vows threatened
    predicts predicted forecast forecasts upcoming tomorrow future soon next eventually prepare
    prepares preparing prepared slated projected poised
    """
)
ASKING = words(
    """
    urge urges urged urging ask asks asked asking demand demands demanded demanding call calls
    called calling appeal appeals appealed request requests requested plead pleads pleaded plea
    beg begged petition encourage encourages encouraged encouraging insist urged please let
    """
)
STANCE = words(
    """
    support supports supported oppose opposes opposed opposition against favour favor believe
    believes believed believing think thinks stance policy critical criticism criticised
    criticized critics deny denies denied condemn condemned reject rejected rejects agree agrees
    agreed disagree dispute disputes disputed accuse accused blame blamed approve disapprove
    welcomes welcomed committed convinced argue argues argued insists considers considered
    consider perceive perceives regard regarded view views opinion belief should must unfair
    unacceptable resistance refuse refused refuses unwilling doubt doubts
    """
)
FEELING = words(
    """
    disappointed thank thanks proud sad happy love loved angry glad excited grateful sorry hope
    pleased delighted shocked saddened deeply honored honoured congratulate interested feel
    feeling feels heartbroken thrilled ashamed embarrassed disgusted lucky
    """
)
EVALUATING = words(
    """
    great good bad better best worse worst remarkable noteworthy outstanding perfect true
    difficult important significant dangerous racist misguided wonderful terrible horrible
    amazing incredible excellent poor beautiful ugly easy hard clear critical tremendous
    exciting tragic tragically fair unfair wrong right shameful disgraceful affront insult
    absurd reckless brave courageous heroic unacceptable ridiculous inspiring successful
    innovative unwavering audacious complex protracted robust strong weak serious special unique
    historic fantastic impressive powerful huge enormous sensation clearly obviously sadly
    unfortunately terrifying frightening scary heartbreaking devastating unbelievable appalling
    awful dreadful cruel unavoidable inevitable lovely fun funny boring brilliant magnificent
    splendid pathetic foolish stupid silly wise sensible senseless pointless useless worthless
    meaningful meaningless essential vital crucial extraordinary exceptional superb marvellous
    marvelous delightful dull tough challenging rewarding worthwhile irresponsible arrogant
    hypocritical hypocrisy cowardly immoral ethical evil wicked nonsense disgrace shame scandalous
    tragedy triumph masterpiece failure success pretty odd strange curious fitting grim bleak
    reasonable unreasonable outrageous insane crazy mad delicate gentle harsh bitter sweet joke
    farce miracle nightmare dream pity relief honour honor privilege pleasure joy delight
    heartbreak mistake blunder folly proud ashamed lucky fortunate unfortunate sensible welcome
    impossible unbearable intolerable incomprehensible insulting humiliating embarrassing
    encouraging discouraging disappointing depressing alarming astonishing surprising shocking
    stunning gorgeous charming clumsy careless heartless ruthless
    """
)
METAPHORS = words(
    """
    abyss bated beacon breath brink cauldron chessboard crossroads crucible dawn destiny fabric
    heartbeat horizon keg maelstrom mirage mirror olive pandora quagmire shadow shadows soul
    spotlight tapestry testament tide tightrope tinderbox twilight watershed whirlwind
    """
)
HARM = words(
    """
    kill kills killed killing dead death deaths die died dies murder murdered wounded injured
    injuries casualties victim victims attack attacked attacks bomb bombing bombed explosion
    exploded shot shooting war military army weapon weapons missile shells artillery fire
    hostage captives terror terrorist arrested arrest charged charges trial court convicted
    sentenced prison jail guilty manslaughter rape abuse abused assault assaulted torture crime
    criminal illegal illegally fraud corruption bribery stole stolen theft disease infection
    virus outbreak epidemic cancer poison toxic disaster crash crashed collapse collapsed flood
    earthquake storm famine shortage shortages damage damaged destroyed evacuated rescued rescue
    migrants refugees asylum denied lawsuit sued banned ban violated violation interrogated
    threat threatened conspiracy secret lied lie lies evidence caused causes claims claimed
    alleged allegedly accused suspects suspect suspected missing disappeared protest protests
    riot clashes police health security nuclear crisis emergency
    """
)
HEALTH = words(
    """
    health medical medicine hospital hospitals doctor doctors nurse patient patients treatment
    treatments treated symptoms symptom drug drugs dose vaccine vaccines vaccination disease
    diseases infection infections infected virus illness ill sick severe condition died cancer
    tumour diabetes eczema malnutrition malnourished hunger undernourishment obesity pregnancy
    pain side-effects liver heart surgery cure cured cures placebo homeopathy homeopathic
    supplement deteriorated worsened breathing fever epidemic pandemic outbreak quackery
    pseudoscience
    """
)
LAWFUL = words(
    """
    court courts law laws legal illegal illegally trial judge ruling ruled sentence sentenced
    appeal lawsuit sued banned ban bans visa visas licence license permit arrears fine fined
    taxes tax contract constitution rights treaty petition referendum referendums vote voted
    election elections parliament bill regulation regulations policy decision approval rejected
    refused denied declared convicted acquitted guilty manslaughter negligence
    """
)
PLANET = words(
    """
    climate warming emissions carbon ozone pollution temperature temperatures drought droughts
    flood floods extreme species extinct extinction forest ocean sea-level crops crop yields
    yield harvest energy nuclear radiation waste water soil pests food wildlife environment
    environmental
    """
)
CAUSING = words(
    """
    because caused causes cause causing led leads leading due result resulted results blamed
    triggered prompted prevents prevented prevent reduces reduced increases increased affects
    affected effect effects impact impacts harms damages worsens destroys contributes linked
    risk risks likelihood probability
    """
)
ROUTINE = words(
    """
    ceremony anniversary celebrated celebrates celebration theme event guest guests met meets
    meeting visited visitors tour shirt shirts song songs album film show concert exhibition
    launch launched opened arranged groups pairs robot robots display model online posted
    tweeted website hashtag conference conferences roadshow roadshows workshop resources kits
    published journal supported funded focuses named called known located founded scheduled
    hosts hosted participants entered design designs
    """
)
BACKGROUND = words(
    """
    founded located annual annually theme ceremony celebrated celebrates anniversary named known
    called born established tradition traditional museum festival held hosts hosted consists
    includes included opened visitors fans guest visited tour award awarded published broadcast
    channel show film album song scheduled
    """
)
PUBLIC = words(
    """
    government president minister parliament senate congress law policy tax taxes vote election
    elections court supreme state federal military un nato eu department ministry budget cost
    costs euros dollars million billion percent study research scientists report evidence
    climate vaccine economy rights constitution referendum decision official officials agreement
    treaty sanctions
    """
)
HEDGES = words(
    "reportedly allegedly apparently suspected believed possibly perhaps likely seemingly presumably"
)
FAULT = words(
    """
    failed fails failure failures fault faults faulty error errors mistake mistakes wrong wrongly missing lost
    without ignored neglected overlooked delayed delay delays refused withheld hidden hid secret
    unpublished unlicensed unsafe unstable undisclosed overcharged overcharging overstated
    understated misled misleading misstated exaggerated manipulated forged fake faked false falsely
    breach breached breaking broke broken violated shortfall deficit loophole warnings warned warning
    risk risks danger dangerous flaw flaws flawed defect defective leak leaked leaks scandal
    promise promised conflict complaint complaints complained dispute disputed disputes denies
    denied dismissed unpaid overdue overloaded inadequate unfit expired
    """
)
DECISION = words(
    """
    approved approve approves voted vote votes ordered orders order announced announces signed
    ruled rules banned bans closed close closes closing agreed agreement adopted rejected decided
    decision decree decreed passed vetoed appointed dismissed suspended fined fines cut cuts raised
    raises granted revoked licensed authorised authorized inspected inspection investigated
    investigation inquiry audit probe recount recounted contract deal funding budget withdrawn
    resigned resign resignation mediator talks truce ceasefire strike sanctions closure merger
    """
)
CIVIC = words(
    """
    council councillors mayor district city town residents households customers patients pupils
    schools hospital ministry minister government parliament opposition party union workers wages
    pay prices rent rents water power electricity gas ballots ballot turnout candidate candidates
    campaign border troops army police prosecutors regulator agency board commission authority
    taxpayers fund bank company companies owners operator supply safety victims survivors
    """
)
SCENE = words(
    """
    stood sat stands sits lay leaned walked smiled laughed wept cried danced sang wore wearing
    waited waiting watched listened nodded whispered hung hangs kitchen table window windows door
    morning evening afternoon night dawn noon rain wind sun snow sky blue red green white black
    blanket coffee tea bread song music bell bells flowers garden horse dog cat boat lamp roof
    bench chair coat hands face eyes voice quiet silence smell colour color light dark shop cafe
    """
)
LIFE = words(
    """
    born grew studied graduated joined worked spent married retired daughter son wife husband
    father mother brother sister grandfather grandmother grandson granddaughter friend childhood
    career former founder founded built house lives lived moved hometown degree university
    professor teacher aged contract captain coach manager season goalkeeper striker
    """
)
SPORT = words(
    """
    match game goal goals scored scoring score league cup tournament team teams player players coach
    championship season half minute minutes penalty kick striker keeper defender midfielder innings
    wicket quarterback touchdown race lap laps driver final semi-final quarter-final stadium
    """
)
NO_ANSWER = words(
    "declined declines comment commented respond responded replied reply unanswered reached decline available"
)
GENERAL = words(
    """
    always never every everybody everyone everything nobody nothing anybody anyone anything ever
    whole only just even enough too you your yourself people life lives
    """
)
SEEMING = words(
    """
    seem seems seemed appear appears appeared felt feels looked looks sound sounds sounded like
    though mood air sense surprise wonder luck irony stakes spirit spirits nerves patience
    """
)
FIRST_PERSON = words("i we my our me us myself ourselves 'm")
