import { router } from './init.ts';
import { accountRouter } from './routers/account.ts';
import { articleRouter } from './routers/article.ts';
import { auditRouter } from './routers/audit.ts';
import { chatDeskRouter } from './routers/chat-desk.ts';
import { categoryRouter } from './routers/category.ts';
import { chatRouter } from './routers/chat.ts';
import { recordingRouter } from './routers/recording.ts';
import { deviceRouter } from './routers/device.ts';
import { syncRouter } from './routers/sync.ts';
import { ticketRouter } from './routers/ticket.ts';
import { searchRouter } from './routers/search.ts';
import { satisfactionRouter } from './routers/satisfaction.ts';
import { termsRouter } from './routers/terms.ts';
import { cityRouter } from './routers/city.ts';
import { timeLimitRouter } from './routers/time-limit.ts';
import { unitRouter } from './routers/unit.ts';

export const appRouter = router({
	account: accountRouter,
	article: articleRouter,
	audit: auditRouter,
	chat: chatRouter,
	chatDesk: chatDeskRouter,
	recording: recordingRouter,
	device: deviceRouter,
	sync: syncRouter,
	ticket: ticketRouter,
	satisfaction: satisfactionRouter,
	search: searchRouter,
	terms: termsRouter,
	timeLimit: timeLimitRouter,
	category: categoryRouter,
	city: cityRouter,
	unit: unitRouter
});
export type AppRouter = typeof appRouter;
